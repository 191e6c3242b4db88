using System.Text;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// A table in wikitext, to paste on Meta. Whatever a cell holds appears there as the same characters: nothing in it
/// becomes a link, a template, a tag, a signature or another cell, unless it is a <see cref="WikitextLink"/>.
/// </summary>
public static class Wikitext
{
    /// <summary>Answers a request with the table as a file.</summary>
    public static IResult Download<TRow>(
        string fileName,
        string caption,
        IReadOnlyList<Column<TRow>> columns,
        IAsyncEnumerable<TRow> rows
    ) =>
        new FileAnswer(
            fileName,
            "text/x-wiki; charset=utf-8",
            (body, stop) => WriteAsync(body, caption, columns, rows, stop)
        );

    /// <summary>The same where something must be open while the rows are read.</summary>
    public static IResult Download<TRow>(
        string fileName,
        string caption,
        IReadOnlyList<Column<TRow>> columns,
        RowSource<TRow> source
    ) =>
        new FileAnswer(
            fileName,
            "text/x-wiki; charset=utf-8",
            (body, stop) => source(rows => WriteAsync(body, caption, columns, rows, stop), stop)
        );

    /// <summary>Writes the table, row by row.</summary>
    public static async Task WriteAsync<TRow>(
        Stream target,
        string caption,
        IReadOnlyList<Column<TRow>> columns,
        IAsyncEnumerable<TRow> rows,
        CancellationToken cancellation = default
    )
    {
        await using var text = new StreamWriter(
            target,
            new UTF8Encoding(false),
            bufferSize: 16 * 1024,
            leaveOpen: true
        );
        text.NewLine = "\n";
        await text.WriteLineAsync("{| class=\"wikitable sortable\"");
        await text.WriteLineAsync($"|+ {Escape(caption)}");
        await text.WriteLineAsync("|-");
        foreach (var column in columns)
            await text.WriteLineAsync($"! scope=\"col\" | {Escape(column.Heading)}");
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            await text.WriteLineAsync("|-");
            foreach (var column in columns)
                await text.WriteLineAsync(Line(column.Value(row)));
        }
        await text.WriteLineAsync("|}");
    }

    /// <summary>
    /// Text of which the wiki shows exactly these characters. Entities rather than <c>nowiki</c>: they hold also against
    /// text that contains <c>&lt;/nowiki&gt;</c> and against what is expanded when the page is saved (<c>~~~~</c>,
    /// <c>{{subst:}}</c>).
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var isLineStart = i == 0;
            if (text[i] is '\r' or '\n' or '\t')
                escaped.Append(' ');
            else if (IsMarkup(text, i) || (isLineStart && "*#:;=-+ ".Contains(text[i], StringComparison.Ordinal)))
                escaped.Append("&#").Append((int)text[i]).Append(';');
            else
                escaped.Append(text[i]);
        }
        return escaped.ToString();
    }

    private static bool IsMarkup(string text, int i) =>
        text[i] switch
        {
            '&' or '<' or '>' or '[' or ']' or '{' or '}' or '|' or '\'' or '~' or '!' => true,
            // Behaviour switches: __NOTOC__.
            '_' => i + 1 < text.Length && text[i + 1] == '_' || i > 0 && text[i - 1] == '_',
            // Bare addresses, which wikis make links of.
            ':' => true,
            _ => false,
        };

    private static string Line(object? value)
    {
        var text = Cell.Text(value);
        // A number keeps its sign: the space before it keeps "-" from being read as a new row.
        return value is WikitextLink { IsSafe: true } link ? $"| [[:{link.Target}|{Escape(link.Text)}]]"
            : Cell.IsNumber(value) ? $"| style=\"text-align:end\" | {text}"
            : $"| {Escape(text)}";
    }
}
