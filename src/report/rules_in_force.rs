//! Rules in force, each once: its name in files, its words for readers, and its value, which
//! `manifest.json`, `incident.json`, the workbook and the page write each in their own form.

use crate::clock::{DAY, HOUR, MILLISECOND, MINUTE, SECOND};
use crate::model::variation::{Silences, VariedRule};
use crate::model::{Quorum, Rules};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

/// Lengths from here on are written with days.
const IN_DAYS: i64 = 4 * DAY;

/// Threshold of the method, as files and page name it.
pub(super) struct RuleInForce {
    /// Name in files; one in `_s` is a length in seconds.
    pub(super) name: &'static str,
    /// Words on the page; `None` where the page does not list the rule, as nobody can set it.
    pub(super) words: Option<&'static str>,
    value: RuleValue,
}

/// Form in which a threshold is set.
enum RuleValue {
    Quorum(Quorum),
    Number(u64),
    /// Length in microseconds; `None` is off.
    Length(Option<i64>),
    /// Status codes; may be empty.
    Codes(Vec<u16>),
}

/// Lists the rules in force, in the order of the page.
pub(super) fn rules_in_force(rules: &Rules) -> Vec<RuleInForce> {
    use RuleValue::{Codes, Length, Number, Quorum};
    // Every field is named, so that a rule that comes later cannot be left out.
    let Rules {
        quorum,
        confirm,
        stable_for_us,
        lead_us,
        lag_us,
        look_back_us,
        tolerance_us,
        floor_percent,
        slow_us,
        up_codes,
        challenged_codes,
        down_codes,
    } = rules;
    let length = |us: &i64| Length(Some(*us));
    let codes = |codes: &Vec<u16>| Codes(codes.clone());
    let settable = [
        ("quorum", "quorum: vantages that must agree (M9)", Quorum(*quorum)),
        ("confirm", "confirm: failed probes that make an outage (M12)", Number(*confirm)),
        (
            "stable_for_s",
            "stable_for: up for this long makes an end stable (M13)",
            length(stable_for_us),
        ),
        ("lead_s", "lead: a start this long before publication fits (R3)", length(lead_us)),
        ("lag_s", "lag: a start this long after publication fits (R3)", length(lag_us)),
        (
            "look_back_s",
            "look_back: an outage that ended this long before publication can be meant (R5)",
            length(look_back_us),
        ),
        ("tolerance_s", "tolerance: around a claimed end (R8)", length(tolerance_us)),
        (
            "floor_percent",
            "floor: least share observed, in percent (M19)",
            Number(floor_percent.unsigned_abs()),
        ),
        ("slow_s", "slow: answers slower than this are degraded (M6)", Length(*slow_us)),
        ("challenged_codes", "challenged codes (M6)", codes(challenged_codes)),
        ("up_codes", "codes that count as up", codes(up_codes)),
        ("down_codes", "codes that count as down", codes(down_codes)),
    ];
    // A test holds them against the constants of `Rules`.
    let fixed = [
        ("furthest_percent", Rules::FURTHEST_PERCENT.unsigned_abs()),
        ("outpaced_percent", Rules::OUTPACED_PERCENT.unsigned_abs()),
        ("common_sites", Rules::COMMON_SITES as u64),
        ("common_percent", Rules::COMMON_PERCENT as u64),
        ("flapping", Rules::FLAPPING as u64),
        ("often_down", Rules::OFTEN_DOWN as u64),
        ("silence_paces", Rules::SILENCE_PACES.unsigned_abs()),
        ("event_sites", Rules::EVENT_SITES as u64),
        ("event_part", Rules::EVENT_PART as u64),
        ("event_least_sites", Rules::EVENT_LEAST_SITES as u64),
        ("event_stretch", Rules::EVENT_STRETCH.unsigned_abs()),
        ("chance_windows", Rules::CHANCE_WINDOWS.unsigned_abs()),
    ];
    let settable = settable.into_iter().map(|(name, words, value)| RuleInForce {
        name,
        words: Some(words),
        value,
    });
    let fixed = fixed.into_iter().map(|(name, number)| RuleInForce {
        name,
        words: None,
        value: Number(number),
    });
    settable.chain(fixed).collect()
}

/// Returns the values of the rules in force by name, as JSON; `null` is off.
pub(super) fn rule_values(rules: &Rules) -> BTreeMap<String, Value> {
    let each = rules_in_force(rules).into_iter();
    each.map(|rule| (rule.name.to_owned(), rule.json())).collect()
}

impl RuleInForce {
    /// Returns the value as JSON: a length in seconds, `null` where it is off.
    pub(super) fn json(&self) -> Value {
        match &self.value {
            RuleValue::Quorum(quorum) => Value::from(quorum.to_string()),
            RuleValue::Number(number) => Value::from(*number),
            RuleValue::Length(us) => us.map_or(Value::Null, seconds),
            RuleValue::Codes(codes) => Value::from(codes.clone()),
        }
    }

    /// Returns the value in words.
    pub(super) fn text(&self) -> String {
        match &self.value {
            RuleValue::Quorum(quorum) => quorum.to_string(),
            RuleValue::Number(number) => number.to_string(),
            RuleValue::Length(us) => us.map_or_else(|| "off".to_owned(), exact_length),
            RuleValue::Codes(codes) if codes.is_empty() => "none".to_owned(),
            RuleValue::Codes(codes) => {
                codes.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// Writes a rule that is varied as `incident.toml` has it. Silences have words of their own.
pub(super) fn written_rule(rule: VariedRule) -> String {
    match rule {
        VariedRule::Quorum(quorum) => quorum.to_string(),
        VariedRule::Silence(Silences::AsTheyAre) => "as it is".to_owned(),
        VariedRule::Silence(Silences::None) => "none".to_owned(),
        VariedRule::Confirm(probes) => probes.to_string(),
        VariedRule::FloorPercent(percent) => format!("{percent}%"),
        VariedRule::LeadUs(us) | VariedRule::LagUs(us) => in_largest_unit(us),
    }
}

/// Writes a length in its largest whole unit.
fn in_largest_unit(us: i64) -> String {
    match us {
        us if us % HOUR == 0 => format!("{}h", us / HOUR),
        us if us % MINUTE == 0 => format!("{}m", us / MINUTE),
        us => format!("{}s", us / SECOND),
    }
}

/// Writes a length in words with all of its parts, as nothing of a rule may be cut off: `12 h`,
/// `1 h 5 min 30 s`, `1 s 500 ms`.
fn exact_length(us: i64) -> String {
    let units =
        [(DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s"), (MILLISECOND, "ms"), (1, "µs")];
    let begins = usize::from(us < IN_DAYS);
    let (mut rest, mut parts) = (us, Vec::new());
    for (unit, name) in &units[begins..] {
        if rest / unit != 0 {
            parts.push(format!("{} {name}", rest / unit));
        }
        rest %= unit;
    }
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

/// Returns a length in seconds: a whole number where it is one.
fn seconds(us: i64) -> Value {
    if us % SECOND == 0 {
        return Value::from(us / SECOND);
    }
    // Rules are short enough for a float to hold every microsecond of them.
    Number::from_f64(us as f64 / SECOND as f64).map_or(Value::Null, Value::Number)
}

/// Writes the share of the observed sites that fail at once in a common mode (M15): `80 %`.
pub(in crate::report) fn common_share() -> String {
    format!("{} %", Rules::COMMON_PERCENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_a_form_for_programs_and_one_for_readers() {
        let rules = Rules {
            quorum: Quorum::AtLeast(2),
            lead_us: 5 * SECOND / 2,
            lag_us: 65 * MINUTE + 30 * SECOND,
            look_back_us: 72 * HOUR,
            tolerance_us: 0,
            slow_us: None,
            up_codes: vec![401, 403],
            down_codes: Vec::new(),
            ..Rules::default()
        };
        let listed = rules_in_force(&rules);
        let forms = |name: &str| {
            let rule = listed.iter().find(|rule| rule.name == name).expect("a rule of this name");
            (rule.json().to_string(), rule.text())
        };
        let expected = [
            ("quorum", "\"2\"", "2"),
            ("lead_s", "2.5", "2 s 500 ms"),
            ("lag_s", "3930", "1 h 5 min 30 s"),
            ("look_back_s", "259200", "72 h"),
            ("tolerance_s", "0", "0 s"),
            ("stable_for_s", "1800", "30 min"),
            ("slow_s", "null", "off"),
            ("up_codes", "[401,403]", "401, 403"),
            ("down_codes", "[]", "none"),
            ("silence_paces", "2", "2"),
        ];
        for (name, json, text) in expected {
            assert_eq!(forms(name), (json.to_owned(), text.to_owned()), "{name}");
        }
        assert_eq!(rule_values(&rules).len(), listed.len(), "each name stands once");
    }

    /// A constant that decides is in force as any other rule: a report that does not name it could
    /// not be distinguished from one that was made under another.
    #[test]
    fn each_constant_of_the_rules_is_listed() {
        let source = include_str!("../model/incidents/rules.rs");
        let body = source.split("impl Rules {").nth(1).expect("the rules have constants");
        let names: Vec<String> = body
            .split("const ")
            .skip(1)
            .filter_map(|rest| rest.split_once(':'))
            .map(|(name, _)| name.to_lowercase())
            .collect();
        assert!(names.len() > 8, "{names:?}");
        let listed = rule_values(&Rules::default());
        for name in names {
            assert!(listed.contains_key(&name), "`{name}` is not listed");
        }
    }

    #[test]
    fn a_varied_rule_is_written_as_in_the_incident_file() {
        let rules = [
            (VariedRule::Quorum(Quorum::AtLeast(2)), "2"),
            (VariedRule::Silence(Silences::None), "none"),
            (VariedRule::Silence(Silences::AsTheyAre), "as it is"),
            (VariedRule::Confirm(3), "3"),
            (VariedRule::FloorPercent(95), "95%"),
            (VariedRule::LeadUs(HOUR / 2), "30m"),
            (VariedRule::LagUs(24 * HOUR), "24h"),
            (VariedRule::LagUs(90 * SECOND), "90s"),
        ];
        for (rule, written) in rules {
            assert_eq!(written_rule(rule), written);
        }
    }
}
