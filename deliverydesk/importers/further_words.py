"""Header words of languages that few columns come in: Portuguese, Italian, Dutch and Japanese.

They stand behind those of `vocabulary`, so that a word that two languages share means what it means there.
"""

DELIVERABLES: dict[str, str] = {
    "title": """tarefa|nome|nome da tarefa|requisito|requisitos|história|história de usuário|atividade|iniciativa
        |funcionalidade|titolo|nome attività|attività|requisito funzionale|taak|taaknaam|naam|onderwerp|activiteit
        |タスク|タスク名|作業|作業名|作業項目|作業内容|機能|機能名|要件|要件名|工程名|成果物名|案件名|項目|項目名
        |課題名|施策名""",
    "key": """código da tarefa|identificatore|codice|kenmerk|管理番号|タスクid|要件id|課題番号|キー""",
    "product": "produto|projeto|nome do projeto|progetto|prodotto|プロダクト|製品|製品名|プロジェクト|プロジェクト名",
    "team": "equipe responsável|time|squadra|gruppo|afdeling|チーム|チーム名|部署|担当部署|部門",
    "outcome": "resultado chave|indicatore|risultato chiave|resultaat|成果|成果指標|指標",
    "stage": "situação|estágio|stato|fase attuale|toestand|状況|状態|進捗状況|対応状況|ステージ",
    "kind": "categoria|tipo de tarefa|tipologia|soort|種別|種類|区分|カテゴリ|カテゴリー|分類",
    "owner": """responsável|atribuído a|encarregado|responsabile|assegnato a|assegnatario|verantwoordelijke|toegewezen
        |toegewezen aan|eigenaar|担当|担当者|責任者|作業者|オーナー""",
    "tags": "marcadores|rótulos|etichette|trefwoorden|タグ|ラベル",
    "theme": "épico|eixo|tema|epica|thema|テーマ|エピック|大項目|大分類",
    "need": "necessidade|problema a resolver|bisogno|behoefte|ニーズ|目的|理由|課題|背景",
    "notes": """descrição|observação|observações|anotações|comentários|descrizione|note|commenti|omschrijving
        |beschrijving|opmerkingen|備考|説明|詳細|内容|概要|メモ|コメント""",
    "effort": """esforço|esforço estimado|horas estimadas|estimativa|sforzo|stima|impegno|inspanning|schatting
        |geschatte uren|工数|予定工数|見積工数|見積もり|見積|見積もりコスト""",
    "remaining": "esforço restante|sforzo rimanente|resterende inspanning|残工数",
    "planned_start": """data de início|início|data início|início previsto|data di inizio|inizio|data inizio|begindatum
        |開始日|開始予定日|予定開始日|開始|予定 開始日|着手予定日""",
    "planned_end": """data de término|término|data fim|data final|fim|data di fine|fine|data fine|einddatum|eind
        |終了日|終了予定日|予定終了日|終了|予定 終了日|完了予定日""",
    "actual_start": """início real|data di inizio effettiva|werkelijke start|実績開始日|開始実績日|実績 開始日|着手日
        |実開始日""",
    "actual_end": """concluído em|data de conclusão|término real|completato il|voltooid op|実績終了日|終了実績日
        |実績 終了日|完了日|実終了日|完了実績日""",
    "idea_since": """criado em|data de criação|creato il|data di creazione|aangemaakt|aangemaakt op|作成日|登録日
        |起票日""",
    "target_date": """prazo|data limite|vencimento|scadenza|data di scadenza|vervaldatum|期限|期日|締切|納期
        |リリース日""",
    "cost": "custo|orçamento|custo estimado|costo stimato|kostenraming|コスト|費用|予算",
    "spent": "gasto|custo real|speso|uitgegeven|実績費用",
    "reach": "alcance|portata|bereik|リーチ",
    "impact": "impacto|impatto|インパクト|影響度",
    "confidence": "confiança|fiducia|vertrouwen|確信度|信頼度",
    "ice_ease": "facilidade|facilità|gemak|容易性",
    "business_value": "valor de negócio|valore di business|bedrijfswaarde|ビジネス価値",
    "time_criticality": "urgência|urgenza|urgentie|緊急度",
    "job_size": "pontos|pontos de história|story point|punti storia|punti|ストーリーポイント|ポイント",
    "predecessors": """predecessoras|depende de|dependência|predecessori|dipende da|dipendenze|voorgangers
        |afhankelijk van|先行タスク|先行タスクid|前提タスク|依存""",
}
MEASUREMENTS: dict[str, str] = {
    "outcome": """indicador|indicatore|metrica|indicatoren|指標|指標名|項目|系列|entity|country|country name|geo
        |region""",
    "date": """mês|dia|ano|período|trimestre|mese|giorno|anno|periodo|settimana|maand|dag|jaar|kwartaal|年|月|年月
        |年度
        |週|四半期|期間|日|année|año|ejercicio|fiscal year|fy|period ending|reporting period|observation date""",
    "value": "valor atual|valore|waarde|値|実績|実績値|observation value|obs value",
}
OUTCOMES: dict[str, str] = {
    "name": "indicador|nome|indicatore|nome do indicador|指標|指標名|目標|成果指標",
    "unit": "unidade|unità|eenheid|単位|unidade de medida",
    "direction": "direção|direzione|polaridade|方向",
    "baseline": "valor base|linha de base|valor atual de partida|valore iniziale|startwaarde|基準値|初期値",
    "target": "objetivo numérico|obiettivo|doel|doelwaarde|目標値",
    "due": "prazo|scadenza|期限",
    "owner": "responsável|responsabile|担当|担当者|責任者",
}
PEOPLE: dict[str, str] = {
    "name": "nome|nome completo|funcionário|colaborador|dipendente|medewerker|氏名|名前|メンバー|社員名|担当者名",
    "team": "equipe|squadra|afdeling|チーム|部署",
    "share": "alocação|disponibilidade|稼働率|ftes",
    "joins": "data de admissão|data assunzione|in dienst|入社日|参加日",
    "leaves": "data de saída|uit dienst|退社日|離任日",
}
