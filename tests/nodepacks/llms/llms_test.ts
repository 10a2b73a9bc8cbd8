/**
 * The tests of both files of the pack. They set the same environment variables, which belong to the whole process, and
 * test files run side by side in one process: as one file they run one after the other.
 *
 * @module
 */
import "./ops_cases.ts";
import "./stream_ops_cases.ts";
