import { runCommandLine } from "./lib/cli/run.ts";

Deno.exit(await runCommandLine(Deno.args));
