/** Form controls of Designsystemet in this product's measures; labels and help go in as they do there. */
import './fields.css'

export {
  Checkbox,
  Field,
  Fieldset,
  Input,
  Label,
  Radio,
  Select,
  Switch,
  Textarea,
  Textfield,
  ValidationMessage,
} from '@digdir/designsystemet-react'
