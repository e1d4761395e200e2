import manifest from "../../deno.json" with { type: "json" };

/** The version that deno.json declares. */
export const versionText: string = manifest.version;
