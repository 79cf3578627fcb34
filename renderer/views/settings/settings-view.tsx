import type { Settings } from '../../../preload/contract.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Fieldset, Radio, Switch } from '../../parts/fields.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { useApp, useSettings, useStores, useText } from '../context.ts'
import './settings.css'

const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][]
const densities = ['sm', 'md', 'lg'] as const satisfies readonly Settings['density'][]

/** Innstillinger: how it looks, the keys, whose it is, and which addresses it talks to. */
export function SettingsView() {
  const text = useText()
  return (
    <div className="tm-page">
      <PageHeader title={text.settings.title} />
      <div className="tm-page__body">
        <div className="tm-settings">
          <Look />
          <Keys />
          <Account />
          <About />
        </div>
      </div>
    </div>
  )
}

function Look() {
  const text = useText().settings
  const settings = useSettings((store) => store.settings)
  const change = useSettings((store) => store.change)
  return (
    <Card title={text.look}>
      <div className="tm-card__body tm-settings__look">
        <Fieldset>
          <Fieldset.Legend>{text.theme}</Fieldset.Legend>
          {themes.map((theme) => (
            <Radio
              key={theme}
              name="theme"
              value={theme}
              label={text.themes[theme]}
              checked={settings.theme === theme}
              onChange={() => void change({ theme })}
            />
          ))}
        </Fieldset>
        <Fieldset>
          <Fieldset.Legend>{text.density}</Fieldset.Legend>
          {densities.map((density) => (
            <Radio
              key={density}
              name="density"
              value={density}
              label={text.densities[density]}
              checked={settings.density === density}
              onChange={() => void change({ density })}
            />
          ))}
        </Fieldset>
      </div>
    </Card>
  )
}

function Keys() {
  const text = useText().settings
  const letterKeys = useSettings((store) => store.settings.letterKeys)
  const change = useSettings((store) => store.change)
  return (
    <Card title={text.keys}>
      <div className="tm-card__body">
        <Switch
          label={text.letterKeys}
          description={text.letterKeysHint}
          checked={letterKeys}
          onChange={(event) => void change({ letterKeys: event.currentTarget.checked })}
        />
      </div>
    </Card>
  )
}

function Account() {
  const text = useText()
  const { app, confirmSignOut } = useStores()
  const state = useApp((store) => store.state)
  if (state.phase !== 'ready') return null
  const others = state.municipalities.filter((one) => one.id !== state.municipality.id)
  return (
    <Card title={text.settings.account}>
      <div className="tm-card__body tm-settings__stack">
        <div>{text.settings.signedInAs(state.userName, text.words.municipality(state.municipality.name))}</div>
        <div className="tm-quiet">
          {text.settings.roles}: {state.roles.length === 0 ? text.settings.noRoles : state.roles.join(', ')}
        </div>
        <div className="tm-settings__buttons">
          {others.map((one) => (
            <Button key={one.id} icon="ArrowRightLeft" onClick={() => void app.getState().chooseMunicipality(one.id)}>
              {text.frame.switchTo(text.words.municipality(one.name))}
            </Button>
          ))}
          <Button icon="Leave" onClick={() => confirmSignOut.setState({ open: true })}>
            {text.settings.signOut}
          </Button>
        </div>
      </div>
    </Card>
  )
}

function About() {
  const text = useText().settings
  const info = useApp((store) => store.info)
  if (info === null) return null
  const facts = [
    [text.version, info.version],
    [text.electron, info.electron],
    [text.environment, info.testData ? text.environments.test : text.environments.production],
    [text.apiBase, info.apiBase],
    [text.issuer, info.issuer],
    [text.dataFolder, info.dataFolder],
  ] as const
  return (
    <Card title={text.about}>
      <dl className="tm-settings__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
