// One picture for the README: node screen.mjs report.html picture.png [selector]
//   the first screen, or the first element that the selector finds.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "./browser.mjs";

const [file, picture, selector] = process.argv.slice(2);
if (!picture) {
  console.error("usage: node screen.mjs report.html picture.png [selector]");
  process.exit(2);
}
await withBrowser(async (open) => {
  const page = await open({ viewport: { width: 1000, height: 660 }, colorScheme: "light" });
  await page.goto(pathToFileURL(resolve(file)).href);
  if (selector) {
    await page.evaluate(() => {
      for (const d of document.querySelectorAll("details")) d.open = false;
    });
    await page.locator(selector).first().screenshot({ path: picture });
  } else {
    await page.screenshot({ path: picture });
  }
});
