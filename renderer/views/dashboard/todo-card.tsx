import type { Dashboard } from '../../../db/domain.ts'
import { Card } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { StateIcon } from '../../parts/state.tsx'
import { useNavigation, useStores, useText } from '../context.ts'
import { todos } from './todo.ts'

/** Å gjøre: each line says what, why, and takes one there. */
export function TodoCard({ dashboard }: { readonly dashboard: Dashboard }) {
  const text = useText()
  const stores = useStores()
  const go = useNavigation((store) => store.go)
  const list = todos(dashboard, text.dashboard.todo, new Date().toISOString().slice(0, 10))
  return (
    <Card title={text.dashboard.todo.title} note={list.length === 0 ? undefined : String(list.length)}>
      {list.length === 0 ? <p className="tm-card__empty">{text.dashboard.todo.empty}</p> : null}
      <ul className="tm-lines">
        {list.map((todo) => (
          <li key={todo.key}>
            <button
              type="button"
              className="tm-line"
              onClick={() => {
                if ('screen' in todo.to) return go(todo.to)
                stores.cases.getState().show({ termId: todo.to.termId })
                go({ screen: 'cases' })
              }}
            >
              <StateIcon kind={todo.state} />
              <span className="tm-line__title">{todo.title}</span>
              <span className="tm-line__hint">{todo.hint}</span>
              <span className="tm-line__go">
                {todo.action}
                <Icon name="ChevronRight" />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
