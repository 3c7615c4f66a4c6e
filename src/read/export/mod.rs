//! Exports of deals and activities, folded into actuals as they stream by.
