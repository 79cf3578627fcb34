import type { Municipality } from '../../../preload/contract.ts'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { useApp, useStores, useText } from '../context.ts'
import { Door } from './door.tsx'

/** For those who serve several municipalities; each has files of its own. */
export function ChooseMunicipality({ municipalities }: { readonly municipalities: readonly Municipality[] }) {
  const text = useText()
  const failure = useApp((store) => store.failure)
  const { chooseMunicipality, signOut } = useStores().app.getState()
  return (
    <Door>
      <section className="tm-door__part">
        <h1>{text.signIn.chooseTitle}</h1>
        <p className="tm-door__lead">{text.signIn.chooseLead}</p>
        {failure === null ? null : (
          <Alert tone="warning" role="alert" title={`${text.errors[failure].title}.`}>
            {text.errors[failure].body}
          </Alert>
        )}
        <ul className="tm-door__list">
          {municipalities.map((one) => (
            <li key={one.id}>
              <Button onClick={() => void chooseMunicipality(one.id)}>
                {text.words.municipality(one.name)}
                <span className="tm-quiet tm-digits">{one.number}</span>
              </Button>
            </li>
          ))}
        </ul>
        <Button variant="tertiary" onClick={() => void signOut(false)}>
          {text.signIn.signOut}
        </Button>
      </section>
    </Door>
  )
}
