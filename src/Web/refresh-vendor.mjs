// Copies the built Codex files that the pages use into wwwroot/vendor, with their licences. Run by `npm run refresh`.
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
