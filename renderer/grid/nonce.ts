/** The style nonce of this page load: the grid injects styles, and the page's policy takes only those that carry it. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
}
