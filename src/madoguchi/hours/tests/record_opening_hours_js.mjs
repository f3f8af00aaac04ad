// Records what the npm package opening_hours answers for each day of 2026-2028, so that
// test_oracle_itself.py can compare without Node.
//
// In a folder outside the repository, after `npm install opening_hours@3.15.0`:
//   TZ=Asia/Tokyo node <this file> strings.json > opening_hours_js.json
// where strings.json is {"A-en": "Mo-Fr 13:00-17:00; 2026 Jan 01,... off", ...}, every holiday
// written out as a date, because the package's own Japanese holidays lack 国民の休日.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const VERSION = "3.15.0";
const FIRST = [2026, 0, 1];
const LAST = new Date(2028, 11, 31);
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
// The package looks its rules up by the lower-case code only.
const TOKYO = { lat: 35.7356, lon: 139.6517, address: { country_code: "jp", state: "東京都" } };

if (process.env.TZ !== "Asia/Tokyo") throw new Error("run with TZ=Asia/Tokyo");
const requireHere = createRequire(join(process.cwd(), "here.js"));
const { version } = requireHere("opening_hours/package.json");
if (version !== VERSION) throw new Error(`opening_hours ${VERSION} wanted, ${version} found`);
const OpeningHours = requireHere("opening_hours");

function clock(moment, midnight) {
  const minutes = (moment - midnight) / 60000;
  const two = (n) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function spansOf(hours, midnight, nextMidnight) {
  return hours.getOpenIntervals(midnight, nextMidnight).map(([from, to, unknown]) => {
    if (unknown) throw new Error(`unknown state on ${midnight}`);
    return `${clock(from, midnight)}-${clock(to, midnight)}`;
  }).join(",");
}

function record(string) {
  const hours = new OpeningHours(string, TOKYO);
  const patterns = [""];
  let days = "";
  for (let n = 0; ; n += 1) {
    const [year, month, day] = FIRST;
    const midnight = new Date(year, month, day + n);
    if (midnight > LAST) break;
    const spans = spansOf(hours, midnight, new Date(year, month, day + n + 1));
    if (!patterns.includes(spans)) patterns.push(spans);
    days += DIGITS[patterns.indexOf(spans)];
  }
  const string_sha256 = createHash("sha256").update(string, "utf8").digest("hex");
  return { string_sha256, patterns, days };
}

const strings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const windows = Object.entries(strings).map(([name, string]) => [name, record(string)]);
const answer = {
  engine: `opening_hours.js ${version}`,
  first_day: "2026-01-01",
  windows: Object.fromEntries(windows),
};
process.stdout.write(`${JSON.stringify(answer, null, 1)}\n`);
