/** The HTTP statuses that are errors. */
export type ErrorStatus =
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415)
  | (416 | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451)
  | (500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511);

/** Thrown by a middleware or handler to answer with an error status. */
export class HttpError extends Error {
  /** The status of the answer. */
  status: ErrorStatus;

  /**
   * @param status status of the answer
   * @param message text of the answer; the status text where it is left out
   * @param options `cause`, as for every `Error`
   */
  constructor(status: ErrorStatus, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}
