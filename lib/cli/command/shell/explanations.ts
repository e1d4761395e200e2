import type { SocketEvent } from "../../../protocol/event.ts";
import { Explainer } from "../../../report/explain/explainer.ts";
import type { Language } from "../../../base/text.ts";

/** Explanations of calls, while somebody wants them. */
export class Explanations {
  private constructor(readonly explainer: Explainer, public areWanted: boolean) {}

  /** @param areWanted Can be changed at any time. */
  static async load(language: Language, areWanted: boolean): Promise<Explanations> {
    return new Explanations(await Explainer.load(language), areWanted);
  }

  /** The explanation of the next call. It must be told every call: what one means depends on those before it. */
  next(event: SocketEvent): string | undefined {
    const explanation = this.explainer.explain(event);
    return this.areWanted ? explanation : undefined;
  }
}
