CREATE TABLE monitor (id INTEGER PRIMARY KEY, name TEXT, type TEXT, url TEXT, upside_down BOOLEAN NOT NULL DEFAULT 0);
CREATE TABLE heartbeat (id INTEGER PRIMARY KEY, monitor_id INTEGER NOT NULL, status INTEGER NOT NULL, msg TEXT, time TEXT NOT NULL, ping INTEGER);
INSERT INTO monitor (id, name, type, url) VALUES (1, 'Shop', 'http', 'https://shop.example'), (2, 'All', 'group', NULL);
INSERT INTO heartbeat (id, monitor_id, status, msg, time, ping) VALUES
(1, 1, 1, '200 - OK', '2025-01-21 00:00:00.000', 80),
(2, 1, 2, 'timeout of 48000ms exceeded', '2025-01-21 00:10:00.000', NULL),
(3, 1, 0, 'Request failed with status code 503', '2025-01-21 00:20:00.000', NULL),
(4, 1, 0, 'getaddrinfo ENOTFOUND shop.example', '2025-01-21 00:30:00.000', NULL),
(5, 1, 1, '200 - OK', '2025-01-21 00:40:00.000', 80),
(6, 1, 7, '200 - OK', '2025-01-21 00:50:00.000', 80),
(7, 2, 0, 'Child inaccessible', '2025-01-21 00:30:00.000', NULL);
