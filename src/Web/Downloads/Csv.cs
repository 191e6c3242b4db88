using CsvHelper;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// Comma-separated values as RFC 4180 has them (CRLF, quotes doubled), row by row. UTF-8 with a byte order mark: without
/// it Excel reads user names such as "Zoë" as Windows-1252, and the readers of pandas, R and LibreOffice skip it.
/// </summary>
public static class Csv
{
    // What spreadsheets take for the start of a formula, full-width forms included (OWASP, "CSV Injection").
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    private static readonly CsvWriterOptions Options = new() { NewLine = "\r\n", WriteByteOrderMark = true };

    /// <summary>Answers a request with the rows as a file, streamed: a million rows don't fill memory.</summary>
    public static IResult Download<TRow>(
        string fileName,
        IReadOnlyList<Column<TRow>> columns,
        IAsyncEnumerable<TRow> rows
    ) => new FileAnswer(fileName, "text/csv; charset=utf-8", (body, stop) => WriteAsync(body, columns, rows, stop));

    /// <summary>The same where something must be open while the rows are read.</summary>
    public static IResult Download<TRow>(
        string fileName,
        IReadOnlyList<Column<TRow>> columns,
        RowSource<TRow> source
    ) =>
        new FileAnswer(
            fileName,
            "text/csv; charset=utf-8",
            (body, stop) => source(rows => WriteAsync(body, columns, rows, stop), stop)
        );

    /// <summary>Writes a line of headings, then a line a row.</summary>
    public static async Task WriteAsync<TRow>(
        Stream target,
        IReadOnlyList<Column<TRow>> columns,
        IAsyncEnumerable<TRow> rows,
        CancellationToken cancellation = default
    )
    {
        await using var csv = CsvWriter.Create(target, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. columns.Select(column => column.Heading)], cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
            await csv.WriteRecordAsync([.. columns.Select(column => Defused(column.Value(row)))], cancellation);
    }

    // A leading apostrophe makes a spreadsheet show the text; plain numbers, also negative ones, stay numbers.
    private static string Defused(object? value)
    {
        var text = Cell.Text(value);
        var isFormula = text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal);
        return isFormula && !Cell.IsNumber(value) ? $"'{text}" : text;
    }
}
