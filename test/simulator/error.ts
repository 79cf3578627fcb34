/** An answer of the service that is not success, in Dataverse's shape. */
export class ServiceError extends Error {
  readonly status: number
  /** Often empty, as in the real service. */
  readonly code: string
  readonly headers: { readonly [name: string]: string }

  constructor(status: number, code: string, message: string, headers: { readonly [name: string]: string } = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export const badRequest = (message: string, code = '0x80060888'): ServiceError => new ServiceError(400, code, message)
export const notFound = (logicalName: string, id: string): ServiceError =>
  new ServiceError(404, '0x80040217', `Entity '${logicalName}' With Id = ${id} Does Not Exist`)
export const expiredToken = (status = 400): ServiceError =>
  new ServiceError(
    status,
    '0x80044352',
    'Version stamp associated with the client has expired. Please perform a full sync.',
  )
export const errorBody = (error: ServiceError): string =>
  JSON.stringify({ error: { code: error.code, message: error.message } })
