/**
 * A diagram's model (`recording/diagram/diagram.ts`) becomes a picture: one file for each kind, and the table
 * of all kinds. A renderer draws what the model says, in the model's language; which arrow is inferred and what
 * shares a row was decided before.
 *
 * @module
 */
import type { Diagram } from "../../recording/diagram/diagram.ts";
import { mermaid } from "./mermaid.ts";
import { svg } from "./svg.ts";
import { text } from "./text.ts";

/**
 * Draws a diagram; the result has no newline at its end.
 *
 * @param columns What the terminal has, for a picture of characters. It may need more.
 */
export type Renderer = (diagram: Diagram, columns?: number) => string;

/** Every way there is to draw a diagram. */
export const diagrams = { text, svg, mermaid } satisfies Record<string, Renderer>;
