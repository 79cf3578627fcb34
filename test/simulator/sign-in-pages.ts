/** IMDinett's pages, as plain as can be: one form with labelled fields and one button each. */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (title: string, content: string) => `<!doctype html>
<html lang="nb">
<head><meta charset="utf-8"><title>${title} – IMDinett (simulator)</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 10vh auto; max-width: 24rem; padding: 0 1rem; color: #222d33 }
label { display: block; margin: 1rem 0 .25rem } input { font: inherit; width: 100%; padding: .5rem; box-sizing: border-box }
button { font: inherit; margin-top: 1.5rem; padding: .5rem 1.5rem } .error { color: #b81a1a }
</style></head>
<body><main><h1>${title}</h1>${content}</main></body></html>`

const error = (text: string | null) => (text ? `<p class="error" role="alert">${escapeHtml(text)}</p>` : '')

export const passwordPage = (action: string, problem: string | null): string =>
  page(
    'Logg inn i IMDinett',
    `${error(problem)}<form method="post" action="${escapeHtml(action)}">
<label for="username">Brukernavn</label><input id="username" name="username" autocomplete="username" required autofocus>
<label for="password">Passord</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Logg inn</button></form>`,
  )

export const codePage = (action: string, problem: string | null): string =>
  page(
    'Skriv inn engangskoden',
    `<p>Åpne Buypass Code på telefonen din, og skriv inn koden som vises der.</p>
${error(problem)}<form method="post" action="${escapeHtml(action)}">
<label for="otp">Engangskode</label><input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" required autofocus>
<button type="submit">Fortsett</button></form>`,
  )

export const messagePage = (title: string, text: string): string =>
  page(escapeHtml(title), `<p>${escapeHtml(text)}</p>`)
