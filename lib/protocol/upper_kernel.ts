// Made by `deno task kernel` from upper_kernel.wat: change that.

/** The WebAssembly module, 16 letters at a time. */
export const kernelBase64 =
  "AGFzbQEAAAABBgFgAX8BfwMCAQAFAwEAAQcSAgZtZW1vcnkCAAV1cHBlcgAACk0BSwIBfwF7AkADQCABIABPDQEgAf0ABAAh" +
  "AiAC/WQNASABIAJBIP0PIAJB4QD9D/1xQRr9D/0m/U79Uf0LBAAgAUEQaiEBDAALCyABCw==";
