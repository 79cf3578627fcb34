import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community'

export interface Drawing {
  /** Equal for two drawings that look the same. */
  readonly key: string
  readonly draw: () => Node
}

/** How a cell is drawn; handed over in the column's `cellRendererParams`. */
export interface DrawnCellParams<Row> {
  readonly drawing: (row: Row | undefined) => Drawing
}

/**
 * A cell that keeps its element while its row changes, and touches it only where it looks different: a new search
 * gives some 400 cells other rows at once, and most of the time went into making and laying out elements.
 */
export class DrawnCell<Row> implements ICellRendererComp<Row> {
  readonly gui = document.createElement('span')
  private key: string | null = null

  init(params: ICellRendererParams<Row> & DrawnCellParams<Row>): void {
    this.refresh(params)
  }

  getGui(): HTMLElement {
    return this.gui
  }

  refresh({ data, drawing }: ICellRendererParams<Row> & DrawnCellParams<Row>): boolean {
    const { key, draw } = drawing(data)
    if (key === this.key) return true
    this.key = key
    const node = draw()
    const { firstChild } = this.gui
    if (node instanceof Text && firstChild instanceof Text && this.gui.childNodes.length === 1) {
      firstChild.data = node.data
    } else {
      this.gui.replaceChildren(node)
    }
    return true
  }
}
