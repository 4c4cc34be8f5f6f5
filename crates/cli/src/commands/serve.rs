//! Showing a caisse in the browser, and the demo.

use caisse_app::Desk;
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::Demo;
use crate::context::Context;

/// `caisse serve`.
pub fn serve(context: &Context, listen: &str) -> Result<Answer, Failure> {
    show(context, context.reading()?, listen)
}

fn show(_context: &Context, _desk: Desk, listen: &str) -> Result<Answer, Failure> {
    Ok(Answer::new(listen, json!({ "listen": listen })))
}

/// `caisse demo`.
pub fn demo(_context: &Context, arguments: &Demo) -> Result<Answer, Failure> {
    Ok(Answer::new(arguments.listen.clone(), json!({})))
}
