import { useEffect, useRef, useState } from 'react'
import type { OpenDraft } from '../../stores/draft.ts'
import { useStores, useText } from '../context.ts'
import { useTitleFocus } from '../use-title-focus.ts'
import { ConfirmEmpty } from './confirm-empty.tsx'
import { DraftAside } from './draft-aside.tsx'
import { DraftFieldset } from './draft-fieldset.tsx'
import { DraftHeader } from './draft-header.tsx'
import { OtherRequests } from './other-requests.tsx'
import { periodOf } from './period.ts'
import { Refusal } from './refusal.tsx'
import { StateBanner } from './state-banner.tsx'
import { SubjectBox } from './subject-box.tsx'
import { titleLimit, titleOf } from './title-field.tsx'

/** The form and, beside it, what IMDi will get. */
export function DraftForm({ draft }: { readonly draft: OpenDraft }) {
  const text = useText()
  const store = useStores().draft
  const [titleError, setTitleError] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const titleInput = useRef<HTMLInputElement>(null)
  const whatInput = useRef<HTMLTextAreaElement>(null)
  const editable = draft.view.state === 'draft'
  useFilledDates(draft)
  useTitleFocus()

  const submit = () => void store.getState().act('submit')
  const send = () => {
    const title = titleOf(draft)
    const error =
      title === '' ? text.draft.obstacles.title : title.length > titleLimit ? text.draft.obstacles.titleTooLong : null
    setTitleError(error)
    if (error !== null) return titleInput.current?.focus()
    if (draft.fields.what.trim() === '') return setAsking(true)
    submit()
  }
  useCtrlEnter(editable ? send : null)

  return (
    <div className="tm-page tm-draft">
      <DraftHeader draft={draft} onSend={send} />
      <div className="tm-draft__columns">
        <div className="tm-draft__form">
          <StateBanner draft={draft} />
          <SubjectBox view={draft.view} />
          <DraftFieldset
            draft={draft}
            editable={editable}
            titleError={titleError}
            onTitleTyped={() => setTitleError(null)}
            titleInput={titleInput}
            whatInput={whatInput}
          />
          <OtherRequests view={draft.view} />
          <Refusal draft={draft} />
        </div>
        <DraftAside draft={draft} />
      </div>
      <ConfirmEmpty
        open={asking}
        onSend={() => {
          setAsking(false)
          submit()
        }}
        onCancel={() => {
          setAsking(false)
          whatInput.current?.focus()
        }}
      />
    </div>
  )
}

function useCtrlEnter(send: (() => void) | null) {
  const action = useRef(send)
  action.current = send
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !event.ctrlKey || event.repeat || action.current === null) return
      if (event.target instanceof Element && event.target.closest('dialog[open]') !== null) return
      event.preventDefault()
      action.current()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}

/** A new request on a term starts with the term's own dates; one that has been written in is left alone. */
function useFilledDates({ view, fields }: OpenDraft) {
  const store = useStores().draft
  useEffect(() => {
    const untouched = view.revision === 0 && view.state === 'draft' && fields === view.fields
    if (!untouched || fields.termIds.length === 0 || fields.fromDate !== '' || fields.toDate !== '') return
    const period = periodOf(view.terms.filter(({ id }) => fields.termIds.includes(id)))
    if (period !== null) store.getState().change({ fromDate: period.from, toDate: period.to })
  }, [store, view, fields])
}
