//! The recipes of `docs/recipes.md`: each block is taken from the page, and reads rows of that
//! form.

use crate::docs;
use crate::documents::{outages, refused};
use crate::incident_folder::IncidentFolder;
use std::collections::BTreeSet;

/// Rows of the form of a recipe, and what must come of them.
struct RecipeRows {
    /// Title of its section.
    title: &'static str,
    /// File that its block names.
    file: &'static str,
    rows: &'static str,
    outages: &'static [&'static str],
    refused: usize,
}

/// Runs of mtr: an answer, silence behind a router, a router that answers that there is no way on,
/// and an answer from another address.
const MTR_RUNS: &str = "\
    Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev,\n\
    MTR.0.95,1665000000,OK,shop.example,1,192.0.2.1,0.00,10,0,1.10,1.20,1.00,1.50,0.10\n\
    MTR.0.95,1665000000,OK,shop.example,2,???,100.00,10,0,0.00,0.00,0.00,0.00,0.00\n\
    MTR.0.95,1665000000,OK,shop.example,3,192.0.2.7,0.00,10,0,9.10,9.20,9.00,9.50,0.10\n\
    Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev,\n\
    MTR.0.95,1665000060,OK,shop.example,1,192.0.2.1,0.00,10,0,1.10,1.20,1.00,1.50,0.10\n\
    MTR.0.95,1665000060,OK,shop.example,2,???,100.00,10,0,0.00,0.00,0.00,0.00,0.00\n\
    Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev,\n\
    MTR.0.95,1665000120,OK,shop.example,1,192.0.2.1,0.00,10,0,1.10,1.20,1.00,1.50,0.10\n\
    Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev,\n\
    MTR.0.95,1665000180,OK,shop.example,1,192.0.2.1,90.00,10,0,1.10,1.20,1.00,1.50,0.10\n\
    MTR.0.95,1665000180,OK,shop.example,2,192.0.2.8,40.00,10,0,9.10,9.20,9.00,9.50,0.10\n";

const RECIPES: [RecipeRows; 16] = [
    RecipeRows {
        title: "Nagios, Icinga",
        file: "nagios.log",
        rows: "[1664999700] LOG VERSION: 2.0\n\
            [1664999700] CURRENT HOST STATE: web1;UP;HARD;1;PING OK - Packet loss = 0%\n\
            [1664999700] CURRENT SERVICE STATE: web1;HTTP;OK;HARD;1;HTTP OK: 200; 0.1 s\n\
            [1665000000] SERVICE ALERT: web1;HTTP;CRITICAL;SOFT;1;CRITICAL - Socket timeout\n\
            [1665000060] SERVICE ALERT: web1;HTTP;CRITICAL;HARD;3;CRITICAL - Socket timeout\n\
            [1665000060] SERVICE NOTIFICATION: admin;web1;HTTP;CRITICAL;notify;CRITICAL\n\
            [1665000600] SERVICE ALERT: web1;HTTP;OK;HARD;3;HTTP OK: 200\n\
            [1665000600] EXTERNAL COMMAND: SCHEDULE_FORCED_SVC_CHECK;web1;HTTP;1665000600\n\
            [1665000900] SERVICE FLAPPING ALERT: web1;HTTP;STARTED; flapping\n\
            [1665001200] HOST ALERT: web1;UP;HARD;1;PING OK\n",
        outages: &["web1 HTTP 19:55:00 20:00:00 20:05:00 20:10:00 CRITICAL=2"],
        refused: 1,
    },
    RecipeRows {
        title: "Apache and nginx access logs",
        file: "access.log",
        rows: "198.51.100.7 - - [05/Oct/2022:22:00:00 +0200] \"GET / HTTP/1.1\" 200 512 \"-\" \
            \"Mozilla/5.0 (X11)\"\n\
            198.51.100.8 - ann [05/Oct/2022:22:01:00 +0200] \"GET /a?b=c HTTP/2.0\" 502 0 \
            \"https://x.example/\" \"curl/8\"\n\
            198.51.100.8 - - [05/Oct/2022:22:01:30 +0200] \"GET / HTTP/1.1\" 499 0 \"-\" \"-\"\n\
            198.51.100.7 - - [05/Oct/2022:22:02:00 +0200] \"GET / HTTP/1.1\" 503 0 \"-\" \"-\"\n\
            198.51.100.7 - - [05/Oct/2022:22:03:00 +0200] \"GET / HTTP/1.1\" 404 9 \"-\" \"-\"\n",
        outages: &["shop.example 20:00:00 20:01:00 20:02:00 20:03:00 502=1 503=1"],
        refused: 0,
    },
    RecipeRows {
        title: "Apache and nginx access logs of several hosts",
        file: "hosts.log",
        rows: "quay.example:443 198.51.100.7 - - [05/Oct/2022:22:00:00 +0200] \"GET / HTTP/1.1\" \
            200 512 \"-\" \"Mozilla/5.0 (X11)\"\n\
            mole.example:443 198.51.100.7 - - [05/Oct/2022:22:00:30 +0200] \"GET / HTTP/1.1\" 200 \
            512 \"-\" \"-\"\n\
            quay.example:443 198.51.100.8 - - [05/Oct/2022:22:01:00 +0200] \"GET / HTTP/1.1\" 502 \
            0 \"-\" \"-\"\n\
            mole.example:443 198.51.100.7 - - [05/Oct/2022:22:02:00 +0200] \"GET / HTTP/1.1\" 200 \
            512 \"-\" \"-\"\n\
            quay.example:443 198.51.100.7 - - [05/Oct/2022:22:02:00 +0200] \"GET / HTTP/1.1\" 503 \
            0 \"-\" \"-\"\n\
            quay.example:443 198.51.100.7 - - [05/Oct/2022:22:03:00 +0200] \"GET / HTTP/1.1\" 200 \
            9 \"-\" \"-\"\n",
        outages: &["quay.example 20:00:00 20:01:00 20:02:00 20:03:00 502=1 503=1"],
        refused: 0,
    },
    RecipeRows {
        title: "ping",
        file: "ping.txt",
        rows: "PING shop.example (192.0.2.7) 56(84) bytes of data.\n\
            [1665000000.123456] 64 bytes from 192.0.2.7: icmp_seq=1 ttl=57 time=12.1 ms\n\
            [1665000060.123456] no answer yet for icmp_seq=2\n\
            [1665000120.123456] From 192.0.2.1 icmp_seq=3 Destination Host Unreachable\n\
            [1665000180.123456] 64 bytes from 192.0.2.7: icmp_seq=4 ttl=57 time=12.4 ms\n\
            \n--- shop.example ping statistics ---\n\
            4 packets transmitted, 2 received, +1 errors, 50% packet loss, time 180000ms\n\
            rtt min/avg/max/mdev = 12.1/12.2/12.4/0.1 ms\n",
        outages: &[
            "shop.example 20:00:00 20:01:00 20:02:00 20:03:00 Destination Host Unreachable=1 no \
             answer yet=1",
        ],
        refused: 0,
    },
    RecipeRows {
        title: "fping",
        file: "fping.txt",
        rows: "[1665000000.12345] shop.example : [0], 64 bytes, 11.2 ms (11.2 avg, 0% loss)\n\
            [1665000000.12401] mail.example : [0], 64 bytes, 9.83 ms (9.83 avg, 0% loss)\n\
            [1665000060.12345] shop.example : [1], timed out (11.2 avg, 50% loss)\n\
            [1665000060.12401] mail.example : [1], 64 bytes, 9.90 ms (9.86 avg, 0% loss)\n\
            ICMP Host Unreachable from 192.0.2.2 for ICMP Echo sent to 192.0.2.7\n\
            [1665000120.12345] shop.example : [2], timed out (11.2 avg, 66% loss)\n\
            [1665000180.12345] shop.example : [3], 64 bytes, 11.4 ms (11.3 avg, 50% loss)\n\
            \nshop.example : xmt/rcv/%loss = 4/2/50%, min/avg/max = 11.2/11.3/11.4\n",
        outages: &["shop.example 20:00:00 20:01:00 20:02:00 20:03:00 timed out=2"],
        refused: 0,
    },
    RecipeRows {
        title: "mtr",
        file: "mtr.csv",
        rows: MTR_RUNS,
        outages: &["shop.example 20:00:00 20:01:00 20:02:00 20:03:00 no answer=2"],
        refused: 0,
    },
    RecipeRows {
        title: "InfluxDB: annotated CSV",
        file: "influx.csv",
        rows: "#group,false,false,true,true,false,false,true,true,true,true\r\n\
            #datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,string,string,\
            string,string,string\r\n\
            #default,_result,,,,,,,,,\r\n\
            ,result,table,_start,_stop,_time,_value,_field,_measurement,method,server\r\n\
            ,,0,2022-10-05T00:00:00Z,2022-10-06T00:00:00Z,2022-10-05T20:00:00Z,success,result_type,\
            http_response,GET,https://a.example\r\n\
            ,,0,2022-10-05T00:00:00Z,2022-10-06T00:00:00Z,2022-10-05T20:01:00Z,timeout,result_type,\
            http_response,GET,https://a.example\r\n\
            ,,0,2022-10-05T00:00:00Z,2022-10-06T00:00:00Z,2022-10-05T20:02:00Z,timeout,result_type,\
            http_response,GET,https://a.example\r\n\
            ,,0,2022-10-05T00:00:00Z,2022-10-06T00:00:00Z,2022-10-05T20:03:00Z,success,result_type,\
            http_response,GET,https://a.example\r\n",
        outages: &["a.example 20:00:00 20:01:00 20:02:00 20:03:00 timeout=2"],
        refused: 0,
    },
    RecipeRows {
        title: "InfluxDB: line protocol",
        file: "metrics.out",
        rows: "http_response,host=m1,method=GET,result=success,server=https://a.example,\
            status_code=200 http_response_code=200i,response_time=0.1,result_code=0i \
            1665000000000000000\n\
            cpu,host=m1 usage_idle=98 1665000000000000000\n\
            http_response,host=m1,method=GET,result=timeout,server=https://a.example \
            result_code=4i,result_type=\"timeout\" 1665000060000000000\n\
            http_response,host=m1,method=GET,result=success,server=https://a.example,\
            status_code=502 http_response_code=502i,response_time=0.1,result_code=0i \
            1665000120000000000\n\
            http_response,host=m1,method=GET,result=success,server=https://a.example,\
            status_code=200 http_response_code=200i,response_time=0.1,result_code=0i \
            1665000180000000000\n",
        outages: &["a.example 20:00:00 20:01:00 20:02:00 20:03:00 502=1 timeout=1"],
        refused: 0,
    },
    RecipeRows {
        title: "Zabbix: values as plain text",
        file: "history.txt",
        rows: "2022-10-05 22:00:00 1665000000 0\n2022-10-05 22:01:00 1665000060 2\n\
            2022-10-05 22:02:00 1665000120 1\n2022-10-05 22:03:00 1665000180 0\n",
        outages: &["shop.example 20:00:00 20:01:00 20:02:00 20:03:00 1=1 2=1"],
        refused: 0,
    },
    RecipeRows {
        title: "Smokeping",
        file: "smokeping/shop.example.txt",
        rows: "                        uptime                loss              \
            median               ping1\n\
            \n\
            1665000000: -nan 0.0000000000e+00 2.1034000000e-02 2.0100000000e-02\n\
            1665000300: -nan 2.0000000000e+01 -nan -nan\n\
            1665000600: -nan 2.0000000000e+01 -nan -nan\n\
            1665000900: -nan 1.9000000000e+01 2.2000000000e-02 -nan\n\
            1665001200: -nan -nan -nan -nan\n\
            1665001500: nan nan nan nan\n",
        outages: &["shop.example 20:00:00 20:05:00 20:10:00 20:15:00 value not < 20=2"],
        refused: 0,
    },
    RecipeRows {
        title: "Grafana: CSV of a panel",
        file: "panel.csv",
        rows: "\"Time\",\"https://a.example\",\"https://b.example\"\n\
            1665000000000,1,1\n1665000060000,0,1\n1665000120000,0,\n1665000180000,1,1\n",
        outages: &["a.example 20:00:00 20:01:00 20:02:00 20:03:00 cell not == 1=2"],
        refused: 0,
    },
    RecipeRows {
        title: "Healthchecks: flips",
        file: "flips.json",
        rows: r#"[{"timestamp":"2022-10-06T04:00:00+00:00","up":1},
            {"timestamp":"2022-10-06T01:00:00+00:00","up":0},
            {"timestamp":"2022-10-05T20:00:00+00:00","up":1}]"#,
        outages: &["backup.example 00:00:00 01:00:00 03:00:00 04:00:00 0=3"],
        refused: 0,
    },
    RecipeRows {
        title: "Better Stack: incidents",
        file: "incidents1.json",
        rows: r#"{"data":[
            {"id":"2","type":"incident","attributes":{"name":"a","url":"https://a.example","cause":"Timeout","started_at":"2022-10-05T21:00:00.000Z","resolved_at":null,"status":"Started"}},
            {"id":"1","type":"incident","attributes":{"name":"a","url":"https://a.example","cause":"Status 503","started_at":"2022-10-05T20:00:00.000Z","resolved_at":"2022-10-05T20:30:00.000Z","status":"Resolved"}},
            {"id":"0","type":"incident","attributes":{"name":"a","url":"https://a.example","cause":"Status 503","started_at":"2022-10-05T19:00:00.000Z","resolved_at":["x"],"status":"Resolved"}}],
            "pagination":{"next":null}}"#,
        outages: &["a.example - 20:00:00 21:00:00 - Status 503=10 Timeout=1"],
        refused: 1,
    },
    RecipeRows {
        title: "Checkly: check results",
        file: "results1.json",
        rows: r#"{"length":6,"entries":[
            {"name":"Shop","hasErrors":false,"hasFailures":false,"runLocation":"eu-west-1","startedAt":"2022-10-05T20:00:00.000Z","responseTime":120},
            {"name":"Shop","hasErrors":false,"hasFailures":true,"runLocation":"eu-west-1","startedAt":"2022-10-05T20:01:00.000Z","responseTime":30000},
            {"name":"Shop","hasErrors":false,"hasFailures":true,"runLocation":"eu-west-1","startedAt":"2022-10-05T20:02:00.000Z","responseTime":30000},
            {"name":"Shop","hasErrors":false,"hasFailures":false,"runLocation":"eu-west-1","startedAt":"2022-10-05T20:03:00.000Z","responseTime":110},
            {"name":"Shop","hasErrors":true,"hasFailures":false,"runLocation":"eu-west-1","startedAt":"2022-10-05T20:04:00.000Z","responseTime":0},
            {"name":"Shop","hasErrors":null,"hasFailures":true,"runLocation":"eu-west-1","startedAt":"2022-10-05T20:05:00.000Z","responseTime":0}],"nextId":null}"#,
        outages: &["Shop 20:00:00 20:01:00 20:02:00 20:03:00 true false=2"],
        refused: 1,
    },
    RecipeRows {
        title: "CloudWatch Synthetics",
        file: "canary.json",
        rows: r#"{"Label":"SuccessPercent","Datapoints":[
            {"Timestamp":"2022-10-05T20:02:00+00:00","Average":0.0,"Unit":"Percent"},
            {"Timestamp":"2022-10-05T20:00:00+00:00","Average":100.0,"Unit":"Percent"},
            {"Timestamp":"2022-10-05T20:03:00+00:00","Average":100.0,"Unit":"Percent"},
            {"Timestamp":"2022-10-05T20:01:00+00:00","Average":0.0,"Unit":"Percent"},
            {"Timestamp":"2022-10-05T20:04:00+00:00","Average":null,"Unit":"Percent"}]}"#,
        outages: &[
            "shop.example 20:00:00 20:01:00 20:02:00 20:03:00 Datapoints[].Average not == 100=2",
        ],
        refused: 1,
    },
    RecipeRows {
        title: "CloudWatch Synthetics: get-metric-data",
        file: "metrics.json",
        rows: r#"{"MetricDataResults":[
            {"Id":"m0","Label":"quay","Timestamps":["2022-10-05T20:03:00+00:00","2022-10-05T20:02:00+00:00","2022-10-05T20:01:00+00:00","2022-10-05T20:00:00+00:00"],"Values":[100.0,0.0,0.0,100.0]},
            {"Id":"m1","Label":"mole","Timestamps":["2022-10-05T20:02:00+00:00","2022-10-05T20:01:00+00:00"],"Values":[100.0,100.0]}]}"#,
        outages: &[
            "quay 20:00:00 20:01:00 20:02:00 20:03:00 MetricDataResults[].Values[] not == 100=2",
        ],
        refused: 0,
    },
];

/// Sections of the page: title, and block of `incident.toml`.
fn sections(page: &str) -> Vec<(&str, &str)> {
    let sections = page.split("\n## ").skip(1);
    let read = |section| -> Option<(&str, &str)> {
        let section: &str = section;
        let (title, rest) = section.split_once('\n')?;
        let block = rest.split_once("```toml\n")?.1.split_once("```")?.0;
        Some((title, block))
    };
    sections.map(|section| read(section).expect("a section has a block")).collect()
}

#[test]
fn each_recipe_reads_rows_of_its_form() {
    let page = docs::read("docs/recipes.md");
    let sections = sections(&page);
    let titles: BTreeSet<&str> = sections.iter().map(|(title, _)| *title).collect();
    let known: BTreeSet<&str> = RECIPES.iter().map(|recipe| recipe.title).collect();
    assert_eq!(titles, known);
    for (title, block) in sections {
        let recipe = RECIPES.iter().find(|recipe| recipe.title == title).unwrap();
        let folder = IncidentFolder::new(block).with(recipe.file, recipe.rows);
        let report = folder.report().unwrap_or_else(|why| panic!("{title}: {why}"));
        assert_eq!(outages(&report), recipe.outages, "{title}");
        let refusals = refused(&report);
        assert_eq!(refusals.len(), recipe.refused, "{title}: {refusals:?}");
    }
}
