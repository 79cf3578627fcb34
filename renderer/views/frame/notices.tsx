import { useStore } from 'zustand'
import { Alert } from '../../parts/alert.tsx'
import { Button, IconButton } from '../../parts/button.tsx'
import { useStores, useText } from '../context.ts'
import './notices.css'

/** Short messages at the foot of the window: what went wrong, what was done, and how to undo it. */
export function Notices() {
  const text = useText()
  const store = useStores().notices
  const notices = useStore(store, (now) => now.notices)
  const { dismiss } = store.getState()
  return (
    <section className="tm-notices" aria-label={text.frame.notices.label}>
      {notices.map((notice) => {
        const close = (
          <IconButton icon="XMark" small label={text.frame.notices.close} onClick={() => dismiss(notice.id)} />
        )
        if (notice.kind === 'failure') {
          const { title, body } = text.errors[notice.error]
          return (
            <Alert key={notice.id} tone="danger" role="alert" title={`${title}.`} action={close}>
              {body}
            </Alert>
          )
        }
        const { action } = notice
        const undo =
          action === null ? null : (
            <Button
              variant="tertiary"
              small
              onClick={() => {
                dismiss(notice.id)
                action.run()
              }}
            >
              {action.label}
            </Button>
          )
        return (
          <Alert
            key={notice.id}
            tone="success"
            role="status"
            action={
              <span className="tm-notices__actions">
                {undo}
                {close}
              </span>
            }
          >
            {notice.text}
          </Alert>
        )
      })}
    </section>
  )
}
