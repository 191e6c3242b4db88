// Writes countries.json: the names of all countries in the dashboard's languages, as Unicode's CLDR has them (in Node's
// own copy, Unicode licence). Run it by hand after a change of languages: node refresh-countries.mjs
import { writeFileSync } from "node:fs";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
// Codes that CLDR names and ISO 3166 does not have: parts of countries, unions of them, and tests.
const none = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);
const isCurrent = (code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
const names = (language) => {
  const display = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter((c) => !none.has(c) && isCurrent(c));
  return Object.fromEntries(codes.map((c) => [c, display.of(c)]).filter(([, name]) => name));
};
const all = Object.fromEntries(["en", "de", "fr", "nl"].map((language) => [language, names(language)]));
writeFileSync(new URL("countries.json", import.meta.url), `${JSON.stringify(all, null, 1)}\n`);
