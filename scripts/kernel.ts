// deno-lint-ignore-file no-console
/** Makes lib/protocol/upper_kernel.ts of the WebAssembly text beside it: `deno task kernel`. */
import { kernelSource } from "./kernel/source.ts";

const output = new URL("../lib/protocol/upper_kernel.ts", import.meta.url);

const { text, bytes } = await kernelSource();
await Deno.writeTextFile(output, text);
console.log(`lib/protocol/upper_kernel.ts: ${bytes} bytes of WebAssembly`);
