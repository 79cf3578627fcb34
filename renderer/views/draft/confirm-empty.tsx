import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useText } from '../context.ts'

interface Props {
  readonly open: boolean
  readonly onSend: () => void
  readonly onCancel: () => void
}

/** A request that says nothing is sent only on purpose. */
export function ConfirmEmpty({ open, onSend, onCancel }: Props) {
  const words = useText().draft.confirmEmpty
  return (
    <Dialog
      open={open}
      title={words.title}
      closeLabel={words.cancel}
      onClose={onCancel}
      actions={
        <>
          <Button variant="primary" onClick={onCancel}>
            {words.cancel}
          </Button>
          <Button onClick={onSend}>{words.send}</Button>
        </>
      }
    >
      <p>{words.body}</p>
    </Dialog>
  )
}
