const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for XML. Control characters have no place in XML 1.0, not even escaped. */
export function escapeXml(text: string): string {
  // deno-lint-ignore no-control-regex
  const legal = text.toWellFormed().replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
  return legal.replace(/[&<>"]/g, (character) => entities[character]!);
}
