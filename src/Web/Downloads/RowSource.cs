namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// Where the rows of a download come from, if something must be open while they are read (a transaction of the database):
/// it is opened when the answer begins, and closed behind the last row that <paramref name="write"/> has taken.
/// </summary>
public delegate Task RowSource<TRow>(Func<IAsyncEnumerable<TRow>, Task> write, CancellationToken cancellation);
