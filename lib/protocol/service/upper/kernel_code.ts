// Made by `deno task kernel` from kernel_code.wat: change that.

/** The WebAssembly module, 16 letters at a time. */
export const kernelBase64 =
  "AGFzbQEAAAABBwFgAn9/AX8DAgEABQQBAIACBxICBm1lbW9yeQIABXVwcGVyAAAKSwFJAQF7AkADQCAAIAFPDQEgAP0ABAAh" +
  "AiAC/WQNASAAIAJBIP0PIAJBH/0P/W5Bmn/9D/0l/U79Uf0LBAAgAEEQaiEADAALCyAACw==";
