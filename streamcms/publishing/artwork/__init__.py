"""Pictures: what an upload becomes, the tone it leaves behind, and drawn art for titles that have none."""
