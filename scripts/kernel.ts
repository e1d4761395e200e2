// deno-lint-ignore-file no-console
/** Makes lib/protocol/service/upper/kernel_code.ts from the WebAssembly text beside it: `deno task kernel`. */
import { kernelSource } from "./kernel/source.ts";

const output = new URL("../lib/protocol/service/upper/kernel_code.ts", import.meta.url);

const { text, bytes } = await kernelSource();
await Deno.writeTextFile(output, text);
console.log(`lib/protocol/service/upper/kernel_code.ts: ${bytes} bytes of WebAssembly`);
