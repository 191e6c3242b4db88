// Copies the built Codex files that the pages use into wwwroot/vendor, and bundles what the charts need of Apache ECharts,
// with their licences. Run by `npm run refresh`.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const from = "node_modules/@wikimedia";
const to = "wwwroot/vendor/codex";

mkdirSync(to, { recursive: true });
// The bidi build carries both directions, so one file serves left-to-right and right-to-left pages.
cpSync(`${from}/codex/dist/codex.style-bidi.css`, `${to}/codex.style-bidi.css`);
cpSync(`${from}/codex/LICENSE`, `${to}/LICENSE-codex`);
cpSync(`${from}/codex-design-tokens/dist/theme-wikimedia-ui.css`, `${to}/theme-wikimedia-ui.css`);
cpSync(`${from}/codex-design-tokens/LICENSE`, `${to}/LICENSE-codex-design-tokens`);
cpSync(`${from}/codex-icons/LICENSE`, `${to}/LICENSE-codex-icons`);

// Icons are drawn inline; only those of a plain shape (no bidi variants) are taken.
const wanted = ["userGroup", "language", "expand", "linkExternal", "next", "previous", "info", "help", "calendar", "mapPin", "download", "add", "edit", "code", "userAvatar", "article", "chart", "check", "clock", "search"];
const all = JSON.parse(readFileSync(`${from}/codex-icons/dist/codex-icons.json`, "utf8"));
const taken = {};
for (const name of wanted) {
  const icon = all[`cdxIcon${name[0].toUpperCase()}${name.slice(1)}`];
  if (icon === undefined) {
    console.warn(`no icon ${name}`);
    continue;
  }
  const shape = typeof icon === "string" ? icon : (icon.path ?? icon.ltr ?? icon.default);
  const circles = [...shape.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map(
    ([, x, y, r]) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  );
  taken[name] = [...circles, ...[...shape.matchAll(/\sd="([^"]+)"/g)].map((m) => m[1])].join(" ") || shape;
}
writeFileSync(`${to}/icons.json`, `${JSON.stringify(taken, null, 2)}\n`);

// esbuild is a binary of its own; npm's install script, which would only make it start faster, is not run.
const charts = "wwwroot/vendor/echarts";
mkdirSync(charts, { recursive: true });
execFileSync("node_modules/.bin/esbuild", [
  "echarts-entry.mjs",
  "--bundle",
  "--minify",
  "--format=iife",
  "--global-name=echarts",
  "--target=es2022",
  "--legal-comments=none",
  "--banner:js=/* Apache ECharts, Apache-2.0: see LICENSE-echarts and NOTICE-echarts beside this file. */",
  `--outfile=${charts}/echarts.min.js`,
]);
cpSync("node_modules/echarts/LICENSE", `${charts}/LICENSE-echarts`);
cpSync("node_modules/echarts/NOTICE", `${charts}/NOTICE-echarts`);
