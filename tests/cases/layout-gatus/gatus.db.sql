CREATE TABLE endpoints (endpoint_id INTEGER PRIMARY KEY, endpoint_key TEXT UNIQUE, endpoint_name TEXT NOT NULL, endpoint_group TEXT NOT NULL);
CREATE TABLE endpoint_results (endpoint_result_id INTEGER PRIMARY KEY, endpoint_id INTEGER NOT NULL, success INTEGER NOT NULL, errors TEXT NOT NULL, status INTEGER NOT NULL, duration INTEGER NOT NULL, timestamp TIMESTAMP NOT NULL);
INSERT INTO endpoints VALUES (1, 'core_shop', 'shop', 'core');
INSERT INTO endpoint_results VALUES
(1, 1, 1, '', 200, 80000000, '2025-01-21 00:00:00 +0000 UTC'),
(2, 1, 0, '', 503, 80000000, '2025-01-21 00:10:00 +0000 UTC'),
(3, 1, 0, 'context deadline exceeded', 0, 80000000, '2025-01-21 01:20:00 +0100 CET m=+7.5'),
(4, 1, 1, '', 200, 80000000, '2025-01-21 00:30:00 +0000 UTC'),
(5, 1, 0, '', 200, 80000000, '2025-01-21 00:40:00 +0000 UTC'),
(6, 1, 1, '', 200, 80000000, '2025-01-21 00:50:00 +0000 UTC'),
(7, 1, 1, '', 200, 80000000, '1737417600');
