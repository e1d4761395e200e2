/**
 * A diagram's model (`recording/diagram/diagram.ts`) becomes a picture, one file a kind, and the table of
 * them all. A renderer draws what the model says, as wide as it must; which arrow is inferred and what shares
 * a row was decided before.
 *
 * @module
 */
import type { Diagram } from "../../recording/diagram/diagram.ts";
import { mermaid } from "./mermaid.ts";
import { svg } from "./svg.ts";
import { text } from "./text.ts";

/** Draws a diagram; the result has no newline at its end. */
export type Renderer = (diagram: Diagram) => string;

/** Every way there is to draw a diagram. */
export const diagrams = { text, svg, mermaid } satisfies Record<string, Renderer>;
