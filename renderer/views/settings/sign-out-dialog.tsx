import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Checkbox } from '../../parts/fields.tsx'
import { formatNumber } from '../../text/format/amounts.ts'
import { useStores, useSync, useText } from '../context.ts'

/** Asks before signing out, and says what a wipe would lose. */
export function SignOutDialog() {
  const text = useText().settings
  const { app, confirmSignOut } = useStores()
  const open = useStore(confirmSignOut, (store) => store.open)
  const counts = useSync((store) => store.status?.counts)
  const [wipe, setWipe] = useState(false)
  useEffect(() => {
    if (open) setWipe(false)
  }, [open])
  const unsent = (counts?.drafts ?? 0) + (counts?.queued ?? 0)
  const close = () => confirmSignOut.setState({ open: false })
  return (
    <Dialog
      open={open}
      title={text.signOutTitle}
      closeLabel={text.close}
      onClose={close}
      actions={
        <>
          <Button
            variant="primary"
            tone={wipe ? 'danger' : 'accent'}
            onClick={() => {
              close()
              void app.getState().signOut(wipe)
            }}
          >
            {wipe ? text.wipeButton : text.signOutButton}
          </Button>
          <Button onClick={close}>{text.cancel}</Button>
        </>
      }
    >
      <p>{wipe ? text.wipeBody : text.signOutBody}</p>
      <Checkbox label={text.wipe} checked={wipe} onChange={(event) => setWipe(event.currentTarget.checked)} />
      {wipe ? (
        <Alert tone={unsent === 0 ? 'info' : 'warning'} role="alert">
          {unsent === 0 ? text.wipeLosesNothing : text.wipeLoses(formatNumber(unsent), unsent === 1)}
        </Alert>
      ) : null}
    </Dialog>
  )
}
