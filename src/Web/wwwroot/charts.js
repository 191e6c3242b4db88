// Draws each chart (Chart.razor) from the table below it, which is there without this script as well. The library is
// fetched when the first chart comes near the screen; there is room for the charts by then, so that nothing moves away under
// somebody's finger. A table that live.js refreshed is drawn again.
// A module runs once, however often the page names it, and has no currentScript.
const { library } = document.querySelector("script[data-library]").dataset;
const right = document.documentElement.dir === "rtl";
const still = matchMedia("(prefers-reduced-motion: reduce)");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

let loaded;
const load = () =>
  (loaded ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = library;
    script.addEventListener("load", () => done(window.echarts));
    script.addEventListener("error", failed);
    document.head.append(script);
  }));

// The table as it stands: names of the rows, names of the columns, numbers with the words they are written in.
const read = (figure) => {
  const rows = [...figure.querySelectorAll("tbody tr:not(.cdx-table__table__empty-state)")];
  return {
    labels: rows.map((row) => row.querySelector("th").textContent.trim()),
    series: [...figure.querySelectorAll("thead th.number")].map((head, column) => ({
      name: head.textContent.trim(),
      cells: rows.map((row) => row.querySelectorAll("td data")[column]),
    })),
  };
};

const options = (figure) => {
  const { labels, series } = read(figure);
  const line = figure.dataset.chart === "line";
  const percent = figure.hasAttribute("data-percent");
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
  const text = { color: colour("color-subtle"), fontFamily: getComputedStyle(document.body).fontFamily };
  const faint = { lineStyle: { color: colour("border-color-muted") } };
  // The first and last name stay inside the picture.
  const ends = right ? { alignMinLabel: "right", alignMaxLabel: "left" } : { alignMinLabel: "left", alignMaxLabel: "right" };
  const palette = ["color-progressive", "color-success", "color-warning", "color-destructive", "color-subtle", "color-visited"];
  return {
    animation: !still.matches,
    color: palette.map(colour),
    textStyle: text,
    grid: { left: 8, right: 8, top: 44, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: { type: "plain", top: 0, [right ? "right" : "left"]: 0, textStyle: text, show: series.length > 1 },
    // Drawn, not written as HTML: its style attributes would be refused.
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      formatter: (points) =>
        [labels[points[0].dataIndex], ...points.map((p) => `${p.seriesName}: ${series[p.seriesIndex].cells[p.dataIndex].textContent.trim()}`)].join("\n"),
    },
    xAxis: { type: "category", data: labels, inverse: right, axisLabel: { ...text, hideOverlap: true, ...ends }, axisTick: { show: false }, axisLine: faint },
    yAxis: {
      type: "value",
      position: right ? "right" : "left",
      minInterval: percent ? undefined : 1,
      max: percent ? 100 : undefined,
      axisLabel: { ...text, formatter: (value) => (percent ? `${value} %` : numbers.format(value)) },
      splitLine: faint,
    },
    series: series.map(({ name, cells }) => ({
      name,
      type: line ? "line" : "bar",
      stack: figure.hasAttribute("data-stacked") ? "all" : undefined,
      showSymbol: labels.length < 2,
      barMaxWidth: 40,
      data: cells.map((cell) => (cell.value === "" ? null : Number(cell.value))),
    })),
  };
};

const makeRoom = (figure, room) => {
  figure.querySelector(".chart__canvas").hidden = !room;
  figure.querySelector("details").open = !room;
};

const draw = async (figure) => {
  const echarts = await load().catch((error) => {
    makeRoom(figure, false);
    throw error;
  });
  const canvas = figure.querySelector(".chart__canvas");
  const chart = echarts.init(canvas);
  chart.setOption(options(figure));
  new ResizeObserver(() => chart.resize()).observe(canvas);
  figure.dataset.drawn = "";
  figure.addEventListener("refreshed", () => chart.setOption(options(figure)));
};

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "400px" },
);
for (const figure of document.querySelectorAll("[data-chart]")) {
  makeRoom(figure, true);
  near.observe(figure);
}
