import type { ErrorKind } from '../../../preload/result.ts'

/** One sentence of what happened and one of what to do, for each kind of failure. */
export const errors = {
  'wrong-key': {
    title: 'Databasen på denne PC-en kan ikke åpnes',
    body: 'Nøkkelen passer ikke til filene. De kan være kopiert fra en annen PC eller bruker. Ingenting er slettet. Kontakt IT.',
  },
  corrupt: {
    title: 'Databasen på denne PC-en er skadet',
    body: 'Filene kan ikke leses. Ingenting er slettet. Kontakt IT, som kan hente filene fra sikkerhetskopi.',
  },
  'from-future': {
    title: 'Filene er laget av en nyere versjon',
    body: 'Denne PC-en har en eldre utgave av Tilskuddsmappen enn den som sist ble brukt. Installer den nyeste versjonen.',
  },
  locked: {
    title: 'Databasen er i bruk',
    body: 'Et annet program holder på filene. Lukk andre vinduer med Tilskuddsmappen og prøv igjen.',
  },
  'disk-full': { title: 'Disken er full', body: 'Rydd plass på disken og prøv igjen. Ingenting er mistet.' },
  'read-only': {
    title: 'Kan ikke skrive på denne PC-en',
    body: 'Datamappen er skrivebeskyttet. Be IT om å gi deg skrivetilgang til den.',
  },
  'not-found': {
    title: 'Finnes ikke på denne PC-en',
    body: 'Det kan være flyttet eller slettet siden listen ble hentet.',
  },
  'stale-revision': {
    title: 'Utkastet er endret et annet sted',
    body: 'En nyere utgave er lagret. Åpne utkastet på nytt for å se den.',
  },
  'not-allowed-now': {
    title: 'Det går ikke nå',
    body: 'Forespørselen er i en tilstand der dette ikke er mulig. Se hva som står om den i listen.',
  },
  'not-open': { title: 'Ingen kommune er åpen', body: 'Logg inn eller fortsett frakoblet først.' },
  'engine-gone': {
    title: 'Databasen startes på nytt',
    body: 'Den stanset uventet. Det som er lagret, er trygt. Prøv igjen om et øyeblikk.',
  },
  'bad-arguments': { title: 'Noe gikk galt i appen', body: 'Forespørselen hadde feil form. Meld fra til IT.' },
  'refused-sender': {
    title: 'Noe gikk galt i appen',
    body: 'Forespørselen ble avvist av sikkerhetshensyn. Meld fra til IT.',
  },
  'not-signed-in': { title: 'Du er ikke logget inn', body: 'Logg inn med IMDinett og prøv igjen.' },
  'keychain-missing': {
    title: 'Nøkkelringen på PC-en mangler',
    body: 'Tilskuddsmappen lagrer bare kryptert, og trenger nøkkelringen i operativsystemet. Be IT om å slå den på.',
  },
  'keychain-silent': {
    title: 'Nøkkelringen svarer ikke',
    body: 'Lås opp nøkkelringen i operativsystemet og prøv igjen.',
  },
  'key-missing': {
    title: 'Nøkkelen til filene er borte',
    body: 'Filene er her, men nøkkelen finnes ikke lenger i nøkkelringen, og uten den kan ingen lese dem. Ingenting er slettet. Spør IT om nøkkelringen kan hentes tilbake. Kan den ikke det, sletter du filene og begynner på nytt.',
  },
  unreachable: {
    title: 'Får ikke kontakt med IMDi',
    body: 'Sjekk at PC-en er på nett, og prøv igjen.',
  },
  'sign-in-failed': {
    title: 'Innloggingen gikk ikke',
    body: 'IMDinett godtok ikke innloggingen. Prøv igjen, og be om ny engangskode om du må.',
  },
  'sign-in-cancelled': { title: 'Innloggingen ble avbrutt', body: 'Prøv igjen når du er klar.' },
  'config-missing': {
    title: 'Tilskuddsmappen er ikke satt opp',
    body: 'Adressene til IMDi mangler på denne PC-en. Be IT om å legge inn konfigurasjonen.',
  },
  'config-invalid': {
    title: 'Oppsettet kan ikke brukes',
    body: 'Konfigurasjonen har en feil. Be IT om å rette den.',
  },
  'folder-refused': {
    title: 'Datamappen kan ikke brukes',
    body: 'Sakene må ligge på en lokal disk, ikke i en nettverksmappe eller en mappe som synkroniseres. Kontakt IT.',
  },
  unexpected: { title: 'Noe gikk galt', body: 'Prøv igjen. Skjer det flere ganger, meld fra til IT.' },
} satisfies Record<ErrorKind, { title: string; body: string }>

/** For files whose key is lost for good. */
export const startOver = {
  button: 'Slett og begynn på nytt',
  title: 'Vil du slette alt og begynne på nytt?',
  lost: 'Dette går tapt for godt: utkast og forespørsler som ikke er sendt, og historikken på denne PC-en.',
  kept: 'Forespørsler som er sendt, ligger hos IMDi. Sakene hentes på nytt når du logger inn.',
  cancel: 'Avbryt',
  close: 'Lukk',
}

/** For a fault of the app itself while it draws a page. */
export const broken = {
  title: 'Siden kunne ikke vises',
  body: 'Det er en feil i appen. Utkastene dine er trygge: det du har skrevet, er lagret på denne PC-en.',
  unsaved: 'Det siste du skrev, er ikke lagret ennå. Appen prøver igjen av seg selv.',
  again: 'Skjer det flere ganger, meld fra til IT.',
  reload: 'Last siden på nytt',
  dashboard: 'Gå til Oversikt',
}

export const errorActions = {
  retry: 'Prøv igjen',
  code: (kind: string) => `Feilkode ${kind} · ingen personopplysninger i koden`,
  missing: (names: string) => `Mangler: ${names}`,
  copyCode: 'Kopier feilkode',
  copied: 'Kopiert',
}
