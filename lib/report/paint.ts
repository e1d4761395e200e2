import * as colors from "@std/fmt/colors";

/** Colours for one output stream, or none. */
export interface Paint {
  strong(text: string): string;
  faint(text: string): string;
  bad(text: string): string;
  good(text: string): string;
  server(text: string): string;
  client(text: string): string;
}

const plain = (text: string): string => text;

export const noPaint: Paint = {
  strong: plain,
  faint: plain,
  bad: plain,
  good: plain,
  server: plain,
  client: plain,
};

export const terminalPaint: Paint = {
  strong: colors.bold,
  faint: colors.dim,
  bad: colors.red,
  good: colors.green,
  server: colors.blue,
  client: colors.magenta,
};
