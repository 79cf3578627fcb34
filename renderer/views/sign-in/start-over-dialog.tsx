import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useStores, useText } from '../context.ts'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
}

/** Asks before files that nobody can read any more are deleted, and says what goes with them. */
export function StartOverDialog({ open, onClose }: Props) {
  const { startOver } = useText()
  const { app } = useStores()
  return (
    <Dialog
      open={open}
      title={startOver.title}
      closeLabel={startOver.close}
      onClose={onClose}
      actions={
        <>
          <Button
            variant="primary"
            tone="danger"
            onClick={() => {
              onClose()
              void app.getState().signOut(true)
            }}
          >
            {startOver.button}
          </Button>
          <Button onClick={onClose}>{startOver.cancel}</Button>
        </>
      }
    >
      <Alert tone="warning">{startOver.lost}</Alert>
      <p>{startOver.kept}</p>
    </Dialog>
  )
}
