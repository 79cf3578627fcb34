/** A browser without a window: follows redirects, keeps cookies, fills in the sign-in pages. */
export interface Typed {
  readonly username: string
  readonly password: string
  readonly otp: string
}

/**
 * Goes through the sign-in pages from an authorization address and returns where the provider sends the browser in
 * the end (the app's loopback address with `code` and `state`), without calling it. Throws with the page's complaint.
 */
export async function walkSignIn(authorizationUrl: string, typed: Typed): Promise<URL> {
  const cookies = new Map<string, string>()
  const visit = async (url: string, form?: Record<string, string>): Promise<URL | string> => {
    const { origin } = new URL(authorizationUrl)
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (!location) return answer.text()
    const next = new URL(location, url)
    return next.origin === origin ? visit(next.href) : next
  }
  const submit = (page: string, fields: Record<string, string>) => {
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]
    if (!action) throw new Error(complaint(page))
    return visit(new URL(action, authorizationUrl).href, fields)
  }
  const first = await visit(authorizationUrl)
  if (first instanceof URL) return first
  const second = await submit(first, { username: typed.username, password: typed.password })
  if (second instanceof URL) return second
  if (!second.includes('name="otp"')) throw new Error(complaint(second))
  const last = await submit(second, { otp: typed.otp })
  if (last instanceof URL) return last
  throw new Error(complaint(last))
}

const complaint = (page: string) =>
  (/role="alert">([^<]*)/.exec(page)?.[1] ?? page.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, ' ')).trim()
