/** The lines that the lecture's programs print, word for word. They are the same in every language. */
export const lectureLines = {
  created: (port: number) => `The server socket was created on port ${port}`,
  listening: (port: number) => `The server is listening to port ${port}`,
  requested: (peer: string) => `Connection requested from ${peer}`,
  running: (port: string) => `The client is running on port ${port}`,
  prompt: "Input lowercase sentence: ",
  reply: "Reply from server: ",
  responseTime: (rttMs: number) => `Response time: ${rttMs.toFixed(3)} ms`,
} as const;
