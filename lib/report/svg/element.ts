import { escapeXml } from "../xml.ts";

/** What is `undefined` is left out; a number is a place or a length in pixels. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** @param content Elements, or text that is escaped already. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${typeof value === "number" ? pixel(value) : escapeXml(value)}"`
  );
  return `<${name}${written.join("")}${content === "" ? "/>" : `>${content}</${name}>`}`;
}

/** To a tenth of a pixel. */
export function pixel(value: number): number {
  return Number(value.toFixed(1));
}
