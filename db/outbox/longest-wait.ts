/** No wait for a next try is longer, whoever asks for it: a server's clock may be wrong, and so may ours have been. */
export const longestWaitMs = 60 * 60_000
