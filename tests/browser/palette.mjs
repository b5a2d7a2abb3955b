// Contrast of what axe does not judge: marks and texts in pictures.

/** Runs in the page: what stands out too little from what it lies on.  Marks need 3:1, texts 4.5:1
 *  (WCAG 1.4.11, 1.4.3). */
export function paletteFaults() {
  const parse = (colour) => {
    const m = /rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)/.exec(colour);
    return m && { rgb: [m[1], m[2], m[3]].map(Number) };
  };
  const over = (top, alpha, below) => top.map((v, i) => v * alpha + below[i] * (1 - alpha));
  const luminance = (rgb) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const page = parse(getComputedStyle(document.documentElement).backgroundColor).rgb;
  const faults = new Set();
  const need = (what, a, b, least) => {
    const ratio = contrast(a, b);
    if (ratio < least) faults.add(`${what}: ${ratio.toFixed(2)} of ${least}`);
  };
  const opacity = (e, name) => {
    let product = 1;
    for (let n = e; n && n.tagName !== "svg"; n = n.parentNode)
      if (n.hasAttribute(name)) product = Math.min(product, Number(n.getAttribute(name)));
    return product;
  };
  const sides = [];
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.getBoundingClientRect().width === 0) continue;
    for (const e of svg.querySelectorAll("text, .i, .o, .n, .w, .h, .line, .hollow, .si, .so, .sn")) {
      const style = getComputedStyle(e);
      const kind = e.tagName === "text" ? "text" : e.getAttribute("class");
      if (kind === "text" || "ion".includes(kind)) {
        const colour = over(parse(style.fill).rgb, opacity(e, "fill-opacity"), page);
        need(`${kind} on the page`, colour, page, kind === "text" ? 4.5 : 3);
        if (kind !== "text") sides.push({ kind, colour });
      } else if (kind === "h" || kind === "hollow") {
        const halo = parse(kind === "h" ? style.stroke : style.fill).rgb;
        if (contrast(halo, page) > 1.01) faults.add(`${kind} is not in the colour of the page`);
      } else {
        // a whisker lies on its halo, which is as the page is
        need(`${kind} on the page`, parse(style.stroke).rgb, page, kind.length === 2 ? 3 : 4.5);
      }
    }
  }
  // the halo, not the whisker, is what parts it from a bar
  for (const { kind, colour } of sides) need(`halo on ${kind}`, page, colour, 3);
  return [...faults];
}
