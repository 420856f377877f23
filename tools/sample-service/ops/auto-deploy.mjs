// This platform deploys nothing by itself.
console.log('false');
