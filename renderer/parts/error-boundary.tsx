import { Component, type ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
  /** Shown instead of the children once they have failed to draw; `again` draws them anew. */
  readonly instead: (again: () => void) => ReactNode
  /** With another value the children are drawn anew, such as another place in the window. */
  readonly resetKey?: unknown
}

/** Keeps a fault in one part of the window from taking the rest away. React asks for a class here. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.again()
  }

  again = () => this.setState({ failed: false })

  override render() {
    return this.state.failed ? this.props.instead(this.again) : this.props.children
  }
}
