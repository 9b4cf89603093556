declare module '../../platform/db/tables.ts' {
  interface Tables {
    checklist_items: ChecklistItemsTable;
  }
}

interface ChecklistItemsTable {
  id: string;
  conversation_id: string;
  position: number;
  text: string;
  assignee_id: string | null;
  due_at: Date | null;
  done_at: Date | null;
  done_by: string | null;
  created_by: string | null;
  created_at: Date;
}

export {};
