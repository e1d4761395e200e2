import type { SocketEvent } from "../../../protocol/event.ts";
import { Explainer } from "../../../report/explain/explainer.ts";
import type { Language } from "../../../base/text.ts";

/** What is said about calls, while somebody wants it. */
export class Explanations {
  readonly #explainer: Explainer;

  /** @param areWanted Can be changed at any time. */
  constructor(language: Language, public areWanted: boolean) {
    this.#explainer = new Explainer(language);
  }

  /** The explanation of the next call. It must be told every call: what one means depends on those before it. */
  next(event: SocketEvent): string | undefined {
    const explanation = this.#explainer.explain(event);
    return this.areWanted ? explanation : undefined;
  }
}
