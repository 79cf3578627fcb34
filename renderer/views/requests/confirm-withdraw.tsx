import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useText } from '../context.ts'

interface Props {
  readonly open: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Withdrawing ends a request; it is asked about first. */
export function ConfirmWithdraw({ open, onConfirm, onCancel }: Props) {
  const words = useText().requests.confirmWithdraw
  return (
    <Dialog
      open={open}
      title={words.title}
      closeLabel={words.no}
      onClose={onCancel}
      actions={
        <>
          <Button variant="primary" tone="danger" onClick={onConfirm}>
            {words.yes}
          </Button>
          <Button onClick={onCancel}>{words.no}</Button>
        </>
      }
    >
      <p>{words.body}</p>
    </Dialog>
  )
}
