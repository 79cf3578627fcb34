import { Menu } from '../../parts/menu.tsx'
import { formatTerm } from '../../text/format/term.ts'
import { useCases, useNavigation, useStores, useText } from '../context.ts'

/** The newest terms are offered here; older ones are chosen on Oversikt, where their sums are seen. */
const offered = 4

/** A new request is about a case, which is looked for in Saker, or about a whole term. */
export function NewRequest({ look }: { readonly look: 'button' | 'primary' }) {
  const text = useText()
  const { startDraft, cases } = useStores()
  const go = useNavigation((store) => store.go)
  const terms = useCases((store) => store.terms)
  const words = text.requests
  const older = terms.length > offered
  return (
    <Menu
      look={look}
      icon="Pencil"
      trigger={words.new}
      onOpen={() => void cases.getState().loadTerms()}
      items={[
        {
          key: 'case',
          label: words.newOnCase,
          icon: 'Folder',
          run: () => go({ screen: 'cases', choosing: true }),
        },
        ...terms.slice(0, offered).map((term) => ({
          key: term.id,
          label: words.newOnTerm(formatTerm(term)),
          icon: 'Receipt' as const,
          run: () => void startDraft({ kind: 'term', id: term.id }),
        })),
        ...(older
          ? [
              {
                key: 'older',
                label: words.newOnOlderTerm,
                icon: 'House' as const,
                run: () => go({ screen: 'dashboard' }),
              },
            ]
          : []),
      ]}
    />
  )
}
