import React from "preact/compat";
export = React;
