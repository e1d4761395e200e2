import { initWasm, Resvg } from "@resvg/resvg-wasm";

const wasm = new URL(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm"));
let isLoaded: Promise<void> | undefined;

/** As a browser sees it whose reader prefers dark paper. */
export function onDarkPaper(svg: string): string {
  return svg.replace(
    /@media \(prefers-color-scheme:dark\)\{(.*)\}<\/style>/,
    (_, rules: string) => `${rules.replaceAll(":root ", "")}</style>`,
  );
}

/**
 * Draws a picture as programs do that are no browser, without smooth edges, and counts the pixels of each colour
 * (`#rrggbb`). A renderer without a font draws no texts: each stands as a square where it begins.
 */
export async function pixelsOf(svg: string): Promise<Map<string, number>> {
  await (isLoaded ??= Deno.readFile(wasm).then(initWasm));
  const squares = svg
    .replace(/<text (class="[^"]*" x="[^"]*" y="[^"]*")>[^<]*<\/text>/g, '<rect width="9" height="9" $1/>')
    .replace(/(?<=[}>])(:root )?text(?=[.{])/g, "$1rect");
  const image = new Resvg(squares, { shapeRendering: 0 }).render();
  const pixels = new Map<string, number>();
  const { pixels: bytes } = image;
  for (let at = 0; at < bytes.length; at += 4) {
    const colour = `#${bytes.subarray(at, at + 3).toHex()}`;
    if (bytes[at + 3] === 255) pixels.set(colour, (pixels.get(colour) ?? 0) + 1);
  }
  image.free();
  return pixels;
}
